package dev.parley.offline.speech;

import static org.awaitility.Awaitility.await;

import dev.parley.offline.clips.Clip;
import dev.parley.offline.clips.WordErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How many words are heard, and how many are heard where nobody speaks, over everything that {@link Distortion} does to the clips; turns end where
 * the page would end them. Too slow for each build: {@code mvn -pl offline-realtime test -Dtest=HearingExperiment} writes {@code
 * target/hearing.md}.
 *
 * <p>With {@code -Dparley.captures=FOLDER} also recordings of a browser's microphone: 24 kHz WAV files whose names begin with their clips' numbers, in order
 * (0 Kennedy, 1 Dashwood, 2 Selfish), such as {@code 012-a.wav}.
 */
class HearingExperiment {

    private static final int HEADER_BYTES = 44;

    private final StringBuilder report =
            new StringBuilder("| recording | words | errors | missed | text |\n|---|---|---|---|---|\n");

    private final StreamSettings dictation;

    HearingExperiment() {
        this(DetectionSettings.DEFAULT);
    }

    HearingExperiment(DetectionSettings detection) {
        this.dictation = new StreamSettings(AudioFormat.PCM16, true, false, false, detection);
    }

    /** A recording and its words. */
    private record Recording(String name, String words, byte[] sound) {}

    @Test
    void words() throws IOException, ModelsUnavailableException {
        try (Transcriber transcriber = Transcriber.load(Path.of(".models"), 2, new SilentObserver(), step -> {})) {
            Files.writeString(Path.of("target", "hearing.md"), report(transcriber));
        }
    }

    String report(Transcriber transcriber) throws IOException {
        for (Distortion distortion : Distortion.values()) {
            add(
                    transcriber,
                    distortion.name(),
                    clips().map(clip -> distorted(clip, distortion)).toList());
        }
        add(transcriber, "captures", captures());
        add(transcriber, "nobody speaks", noises());
        return report.toString();
    }

    private void add(Transcriber transcriber, String group, List<Recording> recordings) {
        WordErrors sum = WordErrors.NONE;
        for (Recording recording : recordings) {
            String text = hear(transcriber, recording.sound());
            WordErrors errors = WordErrors.between(recording.words(), text.replace("|", ""));
            sum = sum.plus(errors);
            line(recording.name(), errors, errors.errors() == 0 ? "" : text);
        }
        line("**" + group + "**", sum, "");
    }

    private void line(String name, WordErrors errors, String text) {
        report.append(String.format(
                "| %s | %d | %d | %d | %s |%n", name, errors.words(), errors.errors(), errors.missed(), text));
    }

    private String hear(Transcriber transcriber, byte[] sound) {
        RecordingListener listener = new RecordingListener();
        List<Integer> commits = PageTurns.of(sound);
        try (SpeechStream stream = transcriber.open(dictation, listener)) {
            int from = 0;
            for (int commit : commits) {
                stream.append(Arrays.copyOfRange(sound, from, Clip.bytes(commit)));
                stream.commit(null);
                from = Clip.bytes(commit);
            }
            stream.append(Arrays.copyOfRange(sound, from, sound.length));
            stream.append(Clip.silence(100));
            stream.commit(null);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> listener.transcripts().size() == commits.size() + 1);
        }
        return listener.transcripts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().text())
                .collect(Collectors.joining(" ¦ "));
    }

    /** Each clip alone, and all of them behind each other in three orders. */
    private static Stream<Recording> clips() {
        return Stream.of("0", "1", "2", "012", "201", "120").map(HearingExperiment::recording);
    }

    private static Recording recording(String numbers) {
        byte[] sound = new byte[0];
        for (Clip clip : clipsOf(numbers)) {
            sound = Clip.join(sound, sound.length == 0 ? sound : Clip.silence(2_000), clip.pcm16());
        }
        return new Recording(numbers, words(numbers), Clip.join(sound, Clip.silence(1_500)));
    }

    private static Recording distorted(Recording recording, Distortion distortion) {
        return new Recording(
                recording.name() + " " + distortion, recording.words(), distortion.apply(recording.sound()));
    }

    private static List<Clip> clipsOf(String numbers) {
        return numbers.chars().mapToObj(digit -> Clip.values()[digit - '0']).toList();
    }

    private static String words(String numbers) {
        return clipsOf(numbers).stream().map(Clip::words).collect(Collectors.joining(" "));
    }

    private static List<Recording> captures() throws IOException {
        String folder = System.getProperty("parley.captures");
        List<Recording> captures = new ArrayList<>();
        if (folder != null) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".wav"))
                        .sorted()
                        .toList()) {
                    String name = file.getFileName().toString();
                    byte[] bytes = Files.readAllBytes(file);
                    captures.add(new Recording(
                            name,
                            words(name.substring(0, name.indexOf('-'))),
                            Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length)));
                }
            }
        }
        return captures;
    }

    /** Ten seconds each of what a microphone hears when nobody speaks; words in there are invented. */
    private static List<Recording> noises() {
        List<Recording> noises = new ArrayList<>();
        for (float level : new float[] {0.001f, 0.01f, 0.05f}) {
            noises.add(noise("hiss " + level, (random, i) -> level * (float) random.nextGaussian()));
            noises.add(noise(
                    "hum " + level,
                    (random, i) -> level
                            * (float) (Math.sin(i * 2 * Math.PI * 50 / 24_000)
                                    + 0.3 * Math.sin(i * 2 * Math.PI * 150 / 24_000))));
            noises.add(noise(
                    "gusts " + level,
                    (random, i) -> level * (float) (random.nextGaussian() * Math.pow(Math.sin(i / 9_000.0), 8)) * 4));
            noises.add(noise(
                    "keys " + level,
                    (random, i) -> (i % 5_000 < 400 ? 5 : 0.1f) * level * (float) random.nextGaussian()));
            noises.add(noise(
                    "beeps " + level,
                    (random, i) ->
                            i % 24_000 < 6_000 ? 4 * level * (float) Math.sin(i * 2 * Math.PI * 880 / 24_000) : 0));
            noises.add(noise(
                    "knocks " + level,
                    (random, i) -> 10
                            * level
                            * (float) (Math.exp(-(i % 12_000) / 600.0) * Math.sin(i * 2 * Math.PI * 180 / 24_000))));
        }
        return noises;
    }

    /** One sample of noise. */
    private interface Source {
        float at(Random random, int sample);
    }

    private static Recording noise(String name, Source source) {
        Random random = new Random(11);
        byte[] sound = new byte[Clip.bytes(10_000)];
        for (int i = 0; i < sound.length / 2; i++) {
            int sample = Math.round(Math.max(-1f, Math.min(1f, source.at(random, i))) * Short.MAX_VALUE);
            sound[2 * i] = (byte) sample;
            sound[2 * i + 1] = (byte) (sample >> 8);
        }
        return new Recording(name, "", sound);
    }
}
