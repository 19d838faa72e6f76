package dev.parley.offline.session;

import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.protocol.Members;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code transcription}: what each model can be told, and that this engine understands English only. */
final class TranscriptionReader {

    private static final String ENGLISH = "en";
    private static final List<String> DELAYS = List.of("minimal", "low", "medium", "high", "xhigh");

    private TranscriptionReader() {}

    static Transcription read(@Nullable Transcription base, Members members) throws InvalidRequestException {
        members.only("model", "language", "languages", "prompt", "keywords", "delay");
        TranscriptionModel model = model(base, members);
        if (members.has("language") && members.has("languages")) {
            throw refused(members, "languages", "'language' and 'languages' can't be given together.");
        }
        String language = members.has("languages") ? null : language(base, members);
        List<String> languages = members.has("language") ? null : languages(base, model, members);
        return new Transcription(
                model,
                language,
                languages,
                prompt(base, model, members),
                keywords(base, model, members),
                delay(base, model, members));
    }

    private static TranscriptionModel model(@Nullable Transcription base, Members members)
            throws InvalidRequestException {
        if (base != null && !members.has("model")) {
            return base.model();
        }
        String id = members.requiredString("model");
        List<String> supported = TranscriptionModel.ids();
        return TranscriptionModel.byId(id)
                .orElseThrow(
                        () -> new InvalidRequestException(Members.unsupported(members.pathOf("model"), id, supported)));
    }

    private static @Nullable String language(@Nullable Transcription base, Members members)
            throws InvalidRequestException {
        if (!members.has("language")) {
            return base == null ? null : base.language();
        }
        String language = members.string("language").orElse(null);
        if (language != null) {
            requireEnglish(language, members.pathOf("language"));
        }
        return language;
    }

    private static @Nullable List<String> languages(
            @Nullable Transcription base, TranscriptionModel model, Members members) throws InvalidRequestException {
        if (!members.has("languages")) {
            return base == null || !model.takesLanguagesAndKeywords() ? null : base.languages();
        }
        requireTaken(model.takesLanguagesAndKeywords(), model, "languages", members);
        List<String> languages = members.strings("languages");
        if (languages.isEmpty()) {
            throw refused(members, "languages", "'languages' must name at least one language.");
        }
        for (String language : languages) {
            requireEnglish(language, members.pathOf("languages"));
        }
        return languages;
    }

    private static @Nullable String prompt(@Nullable Transcription base, TranscriptionModel model, Members members)
            throws InvalidRequestException {
        if (!members.has("prompt")) {
            return base == null || !model.takesPrompt() ? null : base.prompt();
        }
        String prompt = members.string("prompt").orElse(null);
        requireTaken(prompt == null || model.takesPrompt(), model, "prompt", members);
        return prompt;
    }

    private static @Nullable List<String> keywords(
            @Nullable Transcription base, TranscriptionModel model, Members members) throws InvalidRequestException {
        if (!members.has("keywords")) {
            return base == null || !model.takesLanguagesAndKeywords() ? null : base.keywords();
        }
        requireTaken(model.takesLanguagesAndKeywords(), model, "keywords", members);
        List<String> keywords = members.strings("keywords");
        for (String keyword : keywords) {
            if (keyword.chars().anyMatch(character -> "<>\r\n".indexOf(character) >= 0)) {
                throw refused(members, "keywords", "A keyword can't hold '<', '>' or a line break.");
            }
        }
        return keywords;
    }

    private static @Nullable String delay(@Nullable Transcription base, TranscriptionModel model, Members members)
            throws InvalidRequestException {
        if (!members.has("delay")) {
            return base == null || !model.takesDelay() ? null : base.delay();
        }
        String delay = members.oneOf("delay", DELAYS).orElse(null);
        requireTaken(delay == null || model.takesDelay(), model, "delay", members);
        return delay;
    }

    private static void requireTaken(boolean taken, TranscriptionModel model, String name, Members members)
            throws InvalidRequestException {
        if (!taken) {
            throw refused(members, name, "'" + name + "' is not supported for the model '" + model.id() + "'.");
        }
    }

    private static void requireEnglish(String language, String param) throws InvalidRequestException {
        if (!language.equals(ENGLISH)) {
            throw new InvalidRequestException(ApiError.wrongValue(
                    param,
                    "Language '" + language
                            + "' is not supported: this offline server understands English only ('en')."));
        }
    }

    private static InvalidRequestException refused(Members members, String name, String message) {
        return new InvalidRequestException(ApiError.wrongValue(members.pathOf(name), message));
    }
}
