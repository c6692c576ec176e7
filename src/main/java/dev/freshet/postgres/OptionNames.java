package dev.freshet.postgres;

/** What the options are called that a server is described by: a remedy names them. */
public record OptionNames(String url, String user, String password, String timeout) {}
