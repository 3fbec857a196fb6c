@echo off
rem Runs the pinned pnpm through npx and installs first when the lockfile is newer than the last install.
setlocal
set "here=%~dp0."
if not defined INVERSA_CWD set "INVERSA_CWD=%CD%"
if not defined INVERSA_COMMAND set "INVERSA_COMMAND=%~n0 --silent inversa"
for /f "usebackq delims=" %%v in (`node -p "require(String.raw`%here%\package.json`).packageManager"`) do set "pnpm=%%v"
if "%~1"=="install" goto run
node -e "const f=require('fs'),t=p=>{try{return f.statSync(p).mtimeMs}catch{return 0}};process.exit(t('%here:\=/%/pnpm-lock.yaml')>t('%here:\=/%/node_modules/.modules.yaml')?1:0)"
if errorlevel 1 (
  call npx --yes --loglevel=error %pnpm% --dir "%here%" install --frozen-lockfile --silent 1>&2 || exit /b 1
  node -e "const d=new Date();require('fs').utimesSync('%here:\=/%/node_modules/.modules.yaml',d,d)"
)
:run
call npx --yes --loglevel=error %pnpm% --dir "%here%" %*
