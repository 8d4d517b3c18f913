using System.Text.Json;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Answers;

/// <summary>Writes what kind of register, event and record <c>data</c> is of, in the words of a partner's edition.</summary>
internal static class KindMembers
{
    /// <param name="vitalEvent">Null when the records are of several events.</param>
    /// <param name="namesEvent">Whether the event is named when there is one.</param>
    public static void Write(Utf8JsonWriter writer, VitalEvent? vitalEvent, OutputProfile profile, bool namesEvent)
    {
        writer.WriteString("version"u8, "1.0.0"u8);
        writer.WriteString("reg_type"u8, VocabularyWords.RegType(profile.Vocabulary, vitalEvent));
        if (namesEvent && vitalEvent is { } one)
        {
            var word = VocabularyWords.EventType(profile.Vocabulary, one);
            writer.WriteString("reg_event_type"u8, word);
            if (profile.RegSubType)
                writer.WriteString("reg_sub_type"u8, word);
        }

        writer.WriteString("reg_record_type"u8, VocabularyWords.RecordType(profile.Vocabulary));
    }
}
