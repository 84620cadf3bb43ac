@echo off
chcp 65001 >nul
rem 不联网安装年报助手：只要有 Python 3.11 以上，要装的都在旁边的 wheels 文件夹里。
setlocal
set "HERE=%~dp0"
set "PLACE=%LOCALAPPDATA%\nianbao-program"
if not "%~1"=="" set "PLACE=%~1"

set "PYTHON="
for %%c in ("py -3.14" "py -3.13" "py -3.12" "py -3.11" "py -3" "python") do (
  if not defined PYTHON (
    %%~c -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PYTHON=%%~c"
  )
)
if not defined PYTHON (
  echo 没有找到 Python 3.11 以上。请先装 Python，或者改用不需要 Python 的 nianbao.exe。
  pause
  exit /b 1
)

echo 正在安装到 %PLACE%
%PYTHON% -m venv --clear --without-pip "%PLACE%" || goto failed
set "PYTHONUTF8=1"
for %%w in ("%HERE%wheels\pip-*.whl") do set "PYTHONPATH=%%~fw"
"%PLACE%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" "nianbao[web]" || goto failed
copy /y "%HERE%年报助手.bat" "%PLACE%\年报助手.bat" >nul
copy /y "%HERE%年报助手.bat" "%USERPROFILE%\Desktop\年报助手.bat" >nul 2>nul

echo 装好了。双击桌面上的“年报助手”开始。
pause
exit /b 0

:failed
echo 没有装成，请把上面的几行发给维护程序的人。
pause
exit /b 1
