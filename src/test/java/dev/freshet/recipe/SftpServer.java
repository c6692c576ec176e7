package dev.freshet.recipe;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** An SFTP server over a folder, which refuses what a test wants to be refused. */
final class SftpServer implements SftpFileSystemAccessor, AutoCloseable {

    static final String USER = "freshet";
    static final String PASSWORD = "secret";

    private final Path root;
    private final AtomicInteger fetched = new AtomicInteger();
    private volatile String refused = "";
    private SshServer server;

    SftpServer(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        this.server = started(0);
    }

    private SshServer started(int port) throws IOException {
        SshServer made = SshServer.setUpDefaultServer();
        made.setHost("localhost");
        made.setPort(port);
        made.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        made.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        made.setFileSystemFactory(new VirtualFileSystemFactory(root));
        made.setSubsystemFactories(List.of(
                new SftpSubsystemFactory.Builder().withFileSystemAccessor(this).build()));
        made.start();
        return made;
    }

    int port() {
        return server.getPort();
    }

    /** Files that were opened so far. */
    int fetched() {
        return fetched.get();
    }

    /** Denies access to the folder or file with this name; an empty name denies nothing. */
    void refuse(String name) {
        refused = name;
    }

    /** Stops it and starts it again on the same port. */
    void restart() throws IOException {
        int port = port();
        server.stop(true);
        server = started(port);
    }

    @Override
    public DirectoryStream<Path> openDirectory(
            SftpSubsystemProxy subsystem, DirectoryHandle handle, Path folder, String name, LinkOption... options)
            throws IOException {
        check(folder);
        return SftpFileSystemAccessor.super.openDirectory(subsystem, handle, folder, name, options);
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem,
            FileHandle handle,
            Path file,
            String name,
            Set<? extends OpenOption> options,
            FileAttribute<?>... attributes)
            throws IOException {
        check(file);
        if (options.contains(StandardOpenOption.WRITE)) {
            throw new AccessDeniedException(file.toString(), null, "the account may read, no more");
        }
        fetched.incrementAndGet();
        return SftpFileSystemAccessor.super.openFile(subsystem, handle, file, name, options, attributes);
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean isDirectory) throws IOException {
        throw new AccessDeniedException(path.toString(), null, "the account may read, no more");
    }

    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path oldPath, Path newPath, Collection<CopyOption> options)
            throws IOException {
        throw new AccessDeniedException(oldPath.toString(), null, "the account may read, no more");
    }

    private void check(Path path) throws AccessDeniedException {
        if (!refused.isEmpty() && path.toString().endsWith(refused)) {
            throw new AccessDeniedException(path.toString());
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
