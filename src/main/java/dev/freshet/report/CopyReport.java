package dev.freshet.report;

import dev.freshet.copy.Copied;
import java.util.List;

/**
 * What {@code copy --json} prints. Its names are a contract.
 *
 * @param verified what the comparison of the other store with its state found
 */
public record CopyReport(List<Copied> sources, VerifyReport verified) {}
