package dev.parley.offline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "dev.parley.offline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule SPEECH_IS_PURE = classes()
            .that()
            .resideInAPackage("..speech..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "ai.onnxruntime..", "org.jspecify..", "dev.parley.offline.speech.."));

    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("api")
            .definedBy("..offline.api..")
            .layer("engine")
            .definedBy("..offline.engine..")
            .layer("event")
            .definedBy("..offline.event..")
            .layer("key")
            .definedBy("..offline.key..")
            .layer("session")
            .definedBy("..offline.session..")
            .layer("protocol")
            .definedBy("..offline.protocol..")
            .layer("speech")
            .definedBy("..offline.speech..")
            .whereLayer("api")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("key")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("api", "event", "key")
            .whereLayer("protocol")
            .mayOnlyBeAccessedByLayers("api", "event", "key", "session")
            .whereLayer("speech")
            .mayOnlyBeAccessedByLayers("api", "engine", "session");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.parley.offline.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONNX_STAYS_INSIDE = noClasses()
            .that()
            .resideOutsideOfPackage("..speech..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");
}
