package dev.parley.signaling.ice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** STUN servers, by which a browser learns its public address. */
@ConfigMapping(prefix = "parley.stun")
interface StunConfig {

    /** URLs, separated by commas. */
    @WithDefault("stun:stun.l.google.com:19302,stun:stun1.l.google.com:19302")
    List<String> urls();
}
