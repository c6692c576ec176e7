package dev.freshet.source.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** JGit starts the program git to learn where the machine's configuration is. It has nothing that a reader needs. */
final class SystemConfig extends SystemReader.Delegate {

    private SystemConfig(SystemReader reader) {
        super(reader);
    }

    static synchronized void leaveOut() {
        if (!(SystemReader.getInstance() instanceof SystemConfig)) {
            SystemReader.setInstance(new SystemConfig(SystemReader.getInstance()));
        }
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS files) {
        return new FileBasedConfig(parent, null, files) {
            @Override
            public void load() {
                clear();
            }

            @Override
            public boolean isOutdated() {
                return false;
            }
        };
    }
}
