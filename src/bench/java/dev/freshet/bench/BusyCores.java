package dev.freshet.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much of the machine's cores this process uses. */
final class BusyCores {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private BusyCores() {}

    /** Processor time of all threads while the work is done, as a share of what all cores have: 1 = all of them. */
    static double share(Runnable work) {
        long start = System.nanoTime();
        long before = SYSTEM.getProcessCpuTime();
        work.run();
        long used = SYSTEM.getProcessCpuTime() - before;
        return (double) used / (System.nanoTime() - start) / SYSTEM.getAvailableProcessors();
    }
}
