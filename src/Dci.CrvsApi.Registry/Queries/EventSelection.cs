using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>Finds out which vital event is asked for, from every member that may say so; they must not contradict one another.</summary>
internal static class EventSelection
{
    private const string EventWords = "LiveBirth, Death, FetalDeath, Marriage, Divorce, Adoption";

    private static readonly Dictionary<VitalEvent, string> Events = new()
    {
        // "brith" stands in G2P Connect's published example.
        [VitalEvent.LiveBirth] = "LiveBirth birth births brith birth_registered birth_certificate 1",
        [VitalEvent.Death] = "Death deaths death_registered death_certificate 2",
        [VitalEvent.FetalDeath] = "FetalDeath foetal_death stillbirth 3",
        [VitalEvent.Marriage] = "Marriage marriages marriage_registered marriage_certificate 4",
        [VitalEvent.Divorce] = "Divorce divorces 5",
        [VitalEvent.Adoption] = "Adoption adoptions 6",
    };

    private static readonly Spelling<VitalEvent> EventSpelling = new(
        Events.SelectMany(pair => pair.Value.Split(' ').Select(word => KeyValuePair.Create(word, pair.Key))));

    private static readonly Member RegType = new("reg_type", "Civil, CRVS", "civil crvs civil_registration");
    private static readonly Member RegEventType = new("reg_event_type", "REGISTER, SEARCH", "register search");
    private static readonly Member RegSubType = new("reg_sub_type", "REGISTER, SEARCH", "register search");
    private static readonly Member RegRecordType = new("reg_record_type", "Person, CRVSPerson", "person crvs_person");
    private static readonly Member Collection = new("collection", "Person, CRVSPerson", "person persons crvs_person");

    public static VitalEvent? EventOf(string word) => EventSpelling.TryFindLocalName(word, out var found) ? found : null;

    /// <summary>The event that is asked for, null when none is; faults for unknown words and contradictions.</summary>
    public static VitalEvent? Read(SearchCriteria criteria, QueryReadout? query, Reading reading)
    {
        var asked = query?.Event;
        Read(RegType, criteria.RegType, ref asked, reading);
        Read(RegEventType, criteria.RegEventType, ref asked, reading);
        Read(RegSubType, criteria.RegSubType, ref asked, reading);
        Read(RegRecordType, criteria.RegRecordType, ref asked, reading);
        Read(Collection, query?.Collection, ref asked, reading);
        return asked;
    }

    private static void Read(Member member, string? text, ref VitalEvent? asked, Reading reading)
    {
        if (string.IsNullOrEmpty(text) || member.Neutral.TryFindLocalName(text, out _))
            return;

        if (!EventSpelling.TryFindLocalName(text, out var found))
            reading.Refused($"The {member.Name} {Quoted.Name(text)} is not known here. Known are {member.Words}, and the events {EventWords}.");
        else if (asked is { } other && other != found)
            reading.Refused($"The {member.Name} asks for {found}, but another member of the criteria asks for {other}.");
        else
            asked = found;
    }

    /// <summary>A member of the criteria, and its words that name no event.</summary>
    private sealed class Member(string name, string words, string neutral)
    {
        public string Name => name;

        public string Words => words;

        public Spelling<bool> Neutral { get; } = new(neutral.Split(' ').Select(word => KeyValuePair.Create(word, true)));
    }
}
