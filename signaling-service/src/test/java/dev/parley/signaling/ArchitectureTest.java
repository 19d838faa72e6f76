package dev.parley.signaling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.websockets.next.WebSocket;
import io.smallrye.common.annotation.NonBlocking;

/** The arrows between packages, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "dev.parley.signaling", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("chat")
            .definedBy("..signaling.chat")
            .layer("rooms")
            .definedBy("..signaling.rooms")
            .layer("ice")
            .definedBy("..signaling.ice")
            .layer("cluster")
            .definedBy("..signaling.cluster")
            .layer("log")
            .definedBy("..signaling.log")
            .layer("presence")
            .definedBy("..signaling.presence")
            .layer("registry")
            .definedBy("..signaling.registry")
            .layer("relay")
            .definedBy("..signaling.relay")
            .layer("redis")
            .definedBy("..signaling.redis")
            .layer("session")
            .definedBy("..signaling.session")
            .whereLayer("chat")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("rooms")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ice")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cluster")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("chat", "rooms", "cluster")
            .whereLayer("presence")
            .mayOnlyBeAccessedByLayers("chat", "cluster")
            .whereLayer("registry")
            .mayOnlyBeAccessedByLayers("rooms", "cluster")
            .whereLayer("relay")
            .mayOnlyBeAccessedByLayers("rooms", "ice", "cluster")
            .whereLayer("redis")
            .mayOnlyBeAccessedByLayers("log", "presence", "registry", "relay", "cluster")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("chat", "rooms", "ice", "cluster");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.parley.signaling.(*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONE_SWITCH = noClasses()
            .that()
            .resideOutsideOfPackage("..signaling.cluster")
            .and()
            .haveSimpleNameNotStartingWith("Memory")
            .and()
            .haveSimpleNameNotStartingWith("Redis")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Memory")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.Redis(ChatLog|Presence|RoomRegistry|Relay)")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("..signaling.cluster")
            .because("one class chooses where shared state lives; no other code asks");

    @ArchTest
    static final ArchRule STATE_IS_PURE = noClasses()
            .that()
            .resideInAnyPackage(
                    "..signaling.protocol",
                    "..signaling.log",
                    "..signaling.presence",
                    "..signaling.registry",
                    "..signaling.relay",
                    "..signaling.redis")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.netty..", "jakarta..")
            .because("it runs under a simulated clock");

    @ArchTest
    static final ArchRule USE_CASES_ARE_PURE = noClasses()
            .that()
            .haveSimpleName("ChatRoom")
            .or()
            .haveSimpleName("Rooms")
            .or()
            .haveSimpleName("Attendance")
            .or()
            .haveSimpleName("Outbox")
            .or()
            .haveSimpleName("Fanout")
            .or()
            .haveSimpleName("Resume")
            .or()
            .haveSimpleName("Conversation")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.netty..", "jakarta..")
            .because("it runs under a simulated clock");

    @ArchTest
    static final ArchRule NO_WALL_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackage("..signaling.time")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("time comes in through an interface");

    @ArchTest
    static final ArchRule ENDPOINTS_ARE_PRIVATE =
            classes().that().haveSimpleNameEndingWith("Endpoint").should().bePackagePrivate();

    @ArchTest
    static final ArchRule CALLBACKS_STAY_ON_THE_EVENT_LOOP = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(WebSocket.class)
            .and()
            .areNotPrivate()
            .should()
            .beAnnotatedWith(NonBlocking.class)
            .because("Quarkus reads it from methods only, and what belongs to a socket is confined to its event loop");

    @ArchTest
    static final ArchRule NO_BROADCAST = noClasses()
            .should()
            .dependOnClassesThat()
            .haveSimpleName("OpenConnections")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("BroadcastSender")
            .because("one receiver that doesn't read would stall all");
}
