#!/bin/sh
# 不联网安装年报助手：只要有 Python 3.11 以上，要装的都在旁边的 wheels 文件夹里。
# 用法：sh install.sh [安装到哪个文件夹]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/nianbao-program}

python=
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "没有找到 Python 3.11 以上。请先装 Python，或者改用不需要 Python 的单文件程序 nianbao-onefile。" >&2
  exit 1
fi

echo "用 $("$python" --version) 安装到 $place"
# pip 从旁边的 wheel 里直接运行：有些系统的 Python 不带 pip 和 ensurepip。
"$python" -m venv --clear --without-pip "$place"
set -- "$here"/wheels/pip-*.whl
PYTHONPATH="$1" "$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \
  --find-links "$here/wheels" "nianbao[web]"

commands=$HOME/.local/bin
mkdir -p "$commands" "$HOME/.local/share/man/man1" "$HOME/.local/share/applications"
ln -sf "$place/bin/nianbao" "$commands/nianbao"
cp "$here/nianbao.1" "$HOME/.local/share/man/man1/"
sed "s|^Exec=nianbao|Exec=\"$place/bin/nianbao\"|" "$here/nianbao.desktop" \
  > "$HOME/.local/share/applications/nianbao.desktop"
echo "装好了。运行 nianbao 开始；命令找不到时运行 $commands/nianbao。先运行 nianbao doctor 可以检查这台电脑。"
