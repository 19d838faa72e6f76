package dev.parley.offline.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of the transcription.
 *
 * @param model which model's behaviour
 * @param language of the speech, as an ISO 639-1 code
 * @param languages the same for models that take several
 * @param prompt words to help the model; this engine has no use for them
 * @param keywords likewise
 * @param delay how long a live model may wait to be surer; this engine has one pace only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transcription(
        TranscriptionModel model,
        @Nullable String language,
        @Nullable List<String> languages,
        @Nullable String prompt,
        @Nullable List<String> keywords,
        @Nullable String delay) {

    @JsonProperty("model")
    String modelId() {
        return model.id();
    }
}
