package dev.parley.signaling.session;

import dev.parley.signaling.protocol.Door;
import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.protocol.Tokens;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Finds out who says {@code hello}. Thread-safe. */
public final class Identities {

    private static final int GUEST_SUFFIX_LENGTH = 4;

    private final Resume resume;
    private final RandomGenerator random;

    /** Identities that are proven by tokens of this signer. */
    public Identities(Resume resume, RandomGenerator random) {
        this.resume = resume;
        this.random = random;
    }

    /**
     * Who it is.
     *
     * @param resume a fresh token of this identity
     * @param resumed whether it is the identity of the token that was shown
     */
    public record Claim(Peer peer, String resume, boolean resumed) {}

    /**
     * The identity of a token if it is valid, else a new one.
     *
     * @param name null keeps the name of the token, or gives a new identity a name
     */
    public Claim claim(Door door, @Nullable String token, @Nullable String name) {
        return proven(door, token).map(known -> known(door, known, name)).orElseGet(() -> fresh(door, name));
    }

    /** The identity of a token if it is valid. */
    public Optional<Peer> proven(Door door, @Nullable String token) {
        return token == null ? Optional.empty() : resume.verify(door, token);
    }

    /** A new identity. */
    public Claim fresh(Door door, @Nullable String name) {
        String called = name == null ? "Guest " + Tokens.random(random, GUEST_SUFFIX_LENGTH) : name;
        Peer peer = new Peer(PeerId.random(random), called);
        return new Claim(peer, resume.issue(door, peer), false);
    }

    /** An identity that was proven. */
    public Claim known(Door door, Peer known, @Nullable String name) {
        Peer peer = name == null ? known : new Peer(known.id(), name);
        return new Claim(peer, resume.issue(door, peer), true);
    }
}
