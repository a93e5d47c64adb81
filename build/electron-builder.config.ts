import type { Configuration } from 'electron-builder';

/** A word that electron-builder replaces for each target. */
const macro = (name: 'arch' | 'ext' | 'os' | 'version') => `\${${name}}`;
const ENDING = `${macro('arch')}.${macro('ext')}`;

/**
 * How the installers are made. The identities (`appId`, `guid`) are fixed for ever: with another one Windows would
 * install a second program beside the first instead of an upgrade.
 */
export const packaging = {
  appId: 'cn.ganqiao.workstation',
  productName: 'GanQiao',
  copyright: 'GanQiao team',
  directories: { output: 'release', buildResources: 'build/icons' },
  npmRebuild: false, // the native module brings N-API binaries for each system
  files: [
    'dist/{main,preload,services,backup,lab-imports}/*.cjs',
    'dist/renderer/**/*',
    '!**/*.map',
    // Of production packages electron-builder takes all but what is named here.
    '!node_modules/better-sqlite3/{deps,src,binding.gyp,index.d.ts,README.md}{,/**/*}',
    // Only the target's own binary: os is `win`, `linux` (the macro `platform` would mean the machine that builds).
    `!node_modules/better-sqlite3/prebuilds/!(${macro('os')}*-${macro('arch')}).node`,
    '!node_modules/better-sqlite3/prebuilds/linuxmusl-*.node',
    '!node_modules/node-addon-api{,/**/*}', // needed only where the native module is compiled
  ],
  asar: { smartUnpack: false }, // else the native module's JavaScript would lie outside, unprotected
  asarUnpack: ['**/*.node'], // native code cannot be read inside an asar
  electronFuses: {
    runAsNode: false, // also ends child_process.fork; worker threads are not touched
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true, // Windows and macOS; Linux has none
    grantFileProtocolExtraPrivileges: false,
  },
  win: {
    target: [
      { target: 'nsis', arch: ['x64'] },
      { target: 'portable', arch: ['x64'] },
    ],
    icon: 'build/icons/icon.ico',
    signExts: ['.node'],
  },
  nsis: {
    guid: '847cce27-e29b-4083-86cf-2705d08d7e92',
    oneClick: false,
    perMachine: true,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false, // patients' records are never removed by an installer
    installerLanguages: ['zh_CN', 'en_US'],
    artifactName: `GanQiao-${macro('version')}-setup-${ENDING}`,
  },
  portable: {
    artifactName: `GanQiao-${macro('version')}-portable-${ENDING}`,
  },
  linux: {
    target: [{ target: 'deb', arch: ['x64', 'arm64'] }],
    icon: 'build/icons',
    category: 'Science;MedicalSoftware',
    executableName: 'ganqiao',
    maintainer: 'GanQiao team <maintainers@ganqiao.example>',
    synopsis: 'Offline liver-failure workstation for county hospitals',
  },
  deb: {
    packageName: 'ganqiao',
    packageCategory: 'science',
    artifactName: `ganqiao_${macro('version')}_${ENDING}`,
    // electron-builder's own list, and the C library that the native module was built against.
    depends: [
      'libc6 (>= 2.34)',
      'libgtk-3-0',
      'libnotify4',
      'libnss3',
      'libxss1',
      'libxtst6',
      'xdg-utils',
      'libatspi2.0-0',
      'libuuid1',
      'libsecret-1-0',
    ],
  },
  publish: null, // no updater: upgrades travel by hand, with their checksums
} satisfies Configuration;
