package dev.freshet.recipe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.regex.Pattern;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.options.CopyOptions;
import org.jclouds.blobstore.options.ListContainerOptions;

/** An S3 server that keeps its objects in memory, and breaks off a listing when a test wants it. */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "handbook";
    public static final String KEY = "access";
    public static final String SECRET = "secret-key";

    /** The keys may list the bucket and get its objects, no more. */
    private static final Pattern WRITES = Pattern.compile(
            "put|remove|delete|create|copy|clear|initiate|complete|upload|set", Pattern.CASE_INSENSITIVE);

    private final BlobStoreContext context;
    private final BlobStore objects;
    private final S3Proxy server;
    private volatile boolean broken;

    public S3Server() throws Exception {
        context =
                ContextBuilder.newBuilder("transient").credentials(KEY, SECRET).build(BlobStoreContext.class);
        objects = context.getBlobStore();
        objects.createContainerInLocation(null, BUCKET);
        server = S3Proxy.builder()
                .blobStore(breakable(objects))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
    }

    private BlobStore breakable(BlobStore store) {
        return (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    if (WRITES.matcher(method.getName()).lookingAt()) {
                        throw new IllegalStateException("the policy has no right to " + method.getName());
                    }
                    if (broken && method.getName().equals("list") && isLaterPage(arguments)) {
                        throw new IllegalStateException("the listing was broken off");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean isLaterPage(Object[] arguments) {
        return arguments.length == 2
                && arguments[1] instanceof ListContainerOptions options
                && options.getMarker() != null;
    }

    /** Fails every page of a listing but the first. */
    void breakListing(boolean breaks) {
        broken = breaks;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public void put(String key, String text) {
        objects.putBlob(
                BUCKET,
                objects.blobBuilder(key)
                        .payload(text)
                        .contentType("text/markdown")
                        .build());
    }

    /** Writes what consoles write for an empty folder. */
    void putFolder(String key) {
        objects.putBlob(
                BUCKET,
                objects.blobBuilder(key)
                        .payload("")
                        .contentType("application/x-directory; charset=UTF-8")
                        .build());
    }

    void copy(String key, String other) {
        objects.copyBlob(BUCKET, key, BUCKET, other, CopyOptions.NONE);
    }

    void delete(String key) {
        objects.removeBlob(BUCKET, key);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        context.close();
    }
}
