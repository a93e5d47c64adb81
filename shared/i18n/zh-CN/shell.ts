/** What the program's frame says by itself: its name, and the plain message where the window cannot speak. */
export const shell = {
  title: '肝桥 GanQiao',
  restart: '重新启动',
  quit: '退出',
  failure: {
    start: { what: '程序未能启动。', next: '请重新启动；如再次出现，请联系技术支持。数据未受影响，请勿删除任何文件。' },
    services: { what: '后台服务意外停止。', next: '已保存的数据未受影响。请重新启动服务，然后重新解锁。' },
    window: { what: '窗口意外关闭。', next: '已保存的数据未受影响。请重新打开窗口。' },
    files: { what: '程序文件不完整。', next: '请重新安装程序；数据未受影响。' },
  },
};
