using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Answers;

/// <summary>What each edition calls a civil register, its records and its events.</summary>
internal static class VocabularyWords
{
    private const string Civil = "ns:org:RegistryType:Civil";

    /// <param name="vitalEvent">Null when the records are of several events.</param>
    public static string RegType(Vocabulary vocabulary, VitalEvent? vitalEvent) =>
        vocabulary == Vocabulary.OpenCrvs && vitalEvent is { } one ? $"ocrvs:registry_type:{OpenCrvs(one)}" : Civil;

    public static string RecordType(Vocabulary vocabulary) => vocabulary switch
    {
        Vocabulary.Dci => "spdci-extensions-dci:Person",
        Vocabulary.CoreDraft or Vocabulary.G2pConnect => "ns:dci:RegistryRecordType:CRVSPerson",
        Vocabulary.OpenCrvs => "person",
        _ => throw new ArgumentOutOfRangeException(nameof(vocabulary), vocabulary, "Not a vocabulary."),
    };

    public static string EventType(Vocabulary vocabulary, VitalEvent vitalEvent) => vocabulary switch
    {
        Vocabulary.Dci => $"spdci-common:RegistryEventType:{vitalEvent}",
        Vocabulary.CoreDraft => $"ns:org:RegistryEventType:{vitalEvent}",
        Vocabulary.G2pConnect => $"DCI:RegistrySubType:{vitalEvent}",
        Vocabulary.OpenCrvs => OpenCrvs(vitalEvent),
        _ => throw new ArgumentOutOfRangeException(nameof(vocabulary), vocabulary, "Not a vocabulary."),
    };

    private static string OpenCrvs(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth => "birth",
        VitalEvent.Death => "death",
        VitalEvent.FetalDeath => "fetal_death",
        VitalEvent.Marriage => "marriage",
        VitalEvent.Divorce => "divorce",
        VitalEvent.Adoption => "adoption",
        _ => throw new ArgumentOutOfRangeException(nameof(vitalEvent), vitalEvent, "Not a vital event."),
    };
}
