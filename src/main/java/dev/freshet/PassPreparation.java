package dev.freshet;

import dev.freshet.config.RetrySettings;
import dev.freshet.pass.Pass;
import dev.freshet.pass.PassRequest;
import dev.freshet.pass.Preparation;
import dev.freshet.state.RetryTimes;
import dev.freshet.verify.StoreGuard;
import java.time.Clock;

/** Before a pass: times that a clock set back has made too late are put right, and the store is looked at. */
record PassPreparation(RetryTimes retries, RetrySettings settings, StoreGuard guard, Clock clock)
        implements Preparation {

    @Override
    public PassRequest before(Pass pass) {
        retries.bringForward(pass.source(), clock.instant().plus(settings.maxDelay()));
        return guard.before(pass);
    }
}
