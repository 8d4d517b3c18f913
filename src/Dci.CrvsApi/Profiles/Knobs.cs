using System.Globalization;

namespace Dci.CrvsApi.Profiles;

/// <summary>Every knob of an output profile, in the order in which they are shown.</summary>
internal static class Knobs
{
    public static IReadOnlyList<Knob> All { get; } =
    [
        Knob.Choice("casing", profile => profile.Casing, (profile, value) => profile with { Casing = value }),
        Knob.Choice("names", profile => profile.Names, (profile, value) => profile with { Names = value }),
        Knob.Choice("identifiers", profile => profile.Identifiers, (profile, value) => profile with { Identifiers = value }),
        Knob.Choice("relatives", profile => profile.Relatives, (profile, value) => profile with { Relatives = value }),
        Knob.Choice("address_lines", profile => profile.AddressLines, (profile, value) => profile with { AddressLines = value }),
        Knob.Choice("extras", profile => profile.Extras, (profile, value) => profile with { Extras = value }),
        Knob.Switch("searched_identifier_first", profile => profile.SearchedIdentifierFirst, (profile, value) => profile with { SearchedIdentifierFirst = value }),
        Knob.Choice("reg_records", profile => profile.RegRecords, (profile, value) => profile with { RegRecords = value }),
        Knob.Choice("vocabulary", profile => profile.Vocabulary, (profile, value) => profile with { Vocabulary = value }),
        Knob.Switch("event_type_in_data", profile => profile.EventTypeInData, (profile, value) => profile with { EventTypeInData = value }),
        Knob.Switch("reg_sub_type", profile => profile.RegSubType, (profile, value) => profile with { RegSubType = value }),
        Knob.Choice("no_match", profile => profile.NoMatch, (profile, value) => profile with { NoMatch = value }),
        Knob.Choice("reject_as", profile => profile.RejectAs, (profile, value) => profile with { RejectAs = value }),
        Knob.Choice("reply_action", profile => profile.ReplyAction, (profile, value) => profile with { ReplyAction = value }),
        Knob.Choice("reply_parties", profile => profile.ReplyParties, (profile, value) => profile with { ReplyParties = value }),
        Knob.Choice("reply_message_id", profile => profile.ReplyMessageId, (profile, value) => profile with { ReplyMessageId = value }),
        Knob.Text("ack_status_code", ["200", "202"], profile => profile.AckStatusCode.ToString(CultureInfo.InvariantCulture), (profile, value) => profile with { AckStatusCode = int.Parse(value, CultureInfo.InvariantCulture) }),
        Knob.Switch("total_counts_records", profile => profile.TotalCountsRecords, (profile, value) => profile with { TotalCountsRecords = value }),
        Knob.Switch("minimal_header", profile => profile.MinimalHeader, (profile, value) => profile with { MinimalHeader = value }),
        Knob.Choice("header_extras", profile => profile.HeaderExtras, (profile, value) => profile with { HeaderExtras = value }),
        Knob.Choice("instants", profile => profile.Instants, (profile, value) => profile with { Instants = value }),
        Knob.Choice("signature", profile => profile.Signature, (profile, value) => profile with { Signature = value }),
        Knob.Text("algorithm", ["ES256", "RS256", "EdDSA"], profile => profile.Algorithm, (profile, value) => profile with { Algorithm = value }),
        Knob.Choice("notify", profile => profile.Notify, (profile, value) => profile with { Notify = value }),
    ];

    public static Knob? Find(string name) => All.FirstOrDefault(knob => knob.Name == name);
}
