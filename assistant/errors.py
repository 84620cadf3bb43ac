"""Errors that are meant for the clerk: one sentence, what was wrong, what to do."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限，或者正被别的程序使用",
    errno.EPERM: "没有权限",
    errno.EBUSY: "正被别的程序使用",
    errno.ENOENT: "文件或者文件夹不在了",
    errno.ENOTDIR: "上一级不是文件夹",
    errno.EISDIR: "它是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.EIO: "磁盘读写出错",
    errno.ENODEV: "磁盘不在了",
    errno.ENXIO: "磁盘不在了",
    errno.ENOTCONN: "网络文件夹断开了",
    errno.ENAMETOOLONG: "名字太长",
}
_NOT_REGULAR = "不是普通文件"


class NotRegular(OSError):
    """A pipe or a device where a file is wanted: reading it might never end."""


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese and without a full stop."""
    if isinstance(error, NotRegular):
        return _NOT_REGULAR
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


class NianbaoError(Exception):
    """Something the clerk can act on.

    :param message: one Chinese sentence that repeats what was wrong.
    :param hint: one Chinese sentence that says what to do next, or empty.
    :param title: a short heading for a dialog.
    """

    title = "没有完成"

    def __init__(self, message: str, hint: str = "", title: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if title is not None:
            self.title = title

    def sentence(self) -> str:
        """The whole error on one line, as the command line prints it."""
        return " ".join(f"{self.message}{self.hint}".split())


class DataFileError(NianbaoError):
    """A prompts, templates or standard file that does not fit the code; raised while loading."""

    title = "程序数据有误"


class AnswerRefused(NianbaoError):
    """An answer that by itself cannot be right; the typed text stays with the caller."""

    title = "这个回答还不行"
