@echo off
chcp 65001 >nul
rem 打开年报助手：有 Windows Terminal 就用它，没有就用控制台，设好编码、字体、字号和大小。
setlocal
set "PROGRAM="
for %%p in ("%~dp0nianbao.exe" "%~dp0Scripts\nianbao.exe" "%LOCALAPPDATA%\nianbao-program\Scripts\nianbao.exe") do (
  if not defined PROGRAM if exist "%%~p" set "PROGRAM=%%~p"
)
if not defined PROGRAM for %%p in (nianbao.exe) do set "PROGRAM=%%~$PATH:p"
if not defined PROGRAM (
  echo 没有找到 nianbao.exe。请把这个文件放在它旁边，或者先运行“安装.bat”。
  pause
  exit /b 1
)

where wt.exe >nul 2>nul
if not errorlevel 1 (
  start "" wt.exe new-tab --title 年报助手 "%PROGRAM%" %*
  exit /b 0
)

rem 控制台按窗口标题记设置：65001 是 UTF-8，字号是高 20 个点，大小是 120 列 36 行。
set "LOOK=HKCU\Console\年报助手"
reg add "%LOOK%" /v CodePage /t REG_DWORD /d 65001 /f >nul
reg add "%LOOK%" /v FaceName /t REG_SZ /d NSimSun /f >nul
reg add "%LOOK%" /v FontFamily /t REG_DWORD /d 0x36 /f >nul
reg add "%LOOK%" /v FontSize /t REG_DWORD /d 0x00140000 /f >nul
reg add "%LOOK%" /v WindowSize /t REG_DWORD /d 0x00240078 /f >nul
reg add "%LOOK%" /v ScreenBufferSize /t REG_DWORD /d 0x00240078 /f >nul
start "年报助手" "%PROGRAM%" %*
