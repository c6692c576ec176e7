package dev.freshet.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, as the jar's manifest says it. */
final class FreshetVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = FreshetVersion.class.getPackage().getImplementationVersion();
        return new String[] {"freshet " + (version == null ? "(not from a jar)" : version)};
    }
}
