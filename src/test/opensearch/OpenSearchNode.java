import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.knn.plugin.KNNPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of OpenSearch with vectors. Java compiles and runs this file by itself, with OpenSearch's libraries alone:
 * {@code java -cp … OpenSearchNode.java FOLDER PORT}. It runs until its input ends, so that it ends with the tests.
 */
final class OpenSearchNode {

    private OpenSearchNode() {}

    public static void main(String[] args) throws Exception {
        Settings settings = Settings.builder()
                .put("path.home", args[0])
                .put("http.port", args[1])
                .put("transport.port", 0)
                .put("network.host", "127.0.0.1")
                .put("discovery.type", "single-node")
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                // how full the disk is says nothing about Freshet
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        new OpenSearchRunnerNode(
                        InternalSettingsPreparer.prepareEnvironment(
                                settings, Map.of(), Path.of(args[0], "config"), () -> "tests"),
                        List.of(
                                CommonAnalysisPlugin.class,
                                Netty4Plugin.class,
                                PainlessPlugin.class,
                                ReindexPlugin.class,
                                KNNPlugin.class))
                .start();
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
