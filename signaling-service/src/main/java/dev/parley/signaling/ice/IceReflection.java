package dev.parley.signaling.ice;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What the answer consists of: its type can't be read off {@link IceServersResource}, and a native image must know it. */
@RegisterForReflection(targets = {IceServers.class, IceServer.class})
final class IceReflection {

    private IceReflection() {}
}
