package dev.freshet.camel;

import dev.freshet.config.DataSize;
import dev.freshet.config.DurationText;
import dev.freshet.source.FileRules;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.FileOperations;

/** Endpoint {@code folder:NAME?path=…}. The options are those of kamelet folder-source, which documents them. */
public final class FolderEndpoint extends FileEndpoint {

    private final FolderComponent component;
    private String path = "";
    private String includes = "**";
    private String excludes = "";
    private String maxSize = "50MB";
    private String settle = "1s";
    private boolean followLinks;
    private boolean hidden;
    private boolean watch;
    private String debounce = "2s";

    FolderEndpoint(String uri, FolderComponent component) {
        super(uri, component);
        this.component = component;
        setNoop(true);
        setIdempotent(false);
    }

    @Override
    public FileConsumer createConsumer(Processor processor) throws Exception {
        FolderConsumer consumer =
                new FolderConsumer(this, processor, new FileOperations(this), createGenericFileStrategy());
        configureConsumer(consumer);
        return consumer;
    }

    FolderComponent folderComponent() {
        return component;
    }

    Path root() {
        return component.home().resolve(path).normalize();
    }

    FileRules rules() {
        return new FileRules(
                new NamePatterns(includes),
                new NamePatterns(excludes),
                DataSize.parse(maxSize).bytes(),
                hidden);
    }

    Duration settleTime() {
        return DurationText.parse(settle);
    }

    Duration debounceTime() {
        return DurationText.parse(debounce);
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public String getIncludes() {
        return includes;
    }

    public void setIncludes(String includes) {
        this.includes = includes;
    }

    public String getExcludes() {
        return excludes;
    }

    public void setExcludes(String excludes) {
        this.excludes = excludes;
    }

    public String getMaxSize() {
        return maxSize;
    }

    public void setMaxSize(String maxSize) {
        this.maxSize = maxSize;
    }

    public String getSettle() {
        return settle;
    }

    public void setSettle(String settle) {
        this.settle = settle;
    }

    public boolean isFollowLinks() {
        return followLinks;
    }

    public void setFollowLinks(boolean followLinks) {
        this.followLinks = followLinks;
    }

    public boolean isHidden() {
        return hidden;
    }

    public void setHidden(boolean hidden) {
        this.hidden = hidden;
    }

    public boolean isWatch() {
        return watch;
    }

    public void setWatch(boolean watch) {
        this.watch = watch;
    }

    public String getDebounce() {
        return debounce;
    }

    public void setDebounce(String debounce) {
        this.debounce = debounce;
    }
}
