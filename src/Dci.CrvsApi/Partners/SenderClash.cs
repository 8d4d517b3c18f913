namespace Dci.CrvsApi.Partners;

/// <summary>Two partners can't share an id or speak under the same sender id.</summary>
internal static class SenderClash
{
    public static void Check(Partner partner, Partner other, RegistrationFaults faults)
    {
        if (partner.Id == other.Id)
            faults.Under("id").Add($"is taken: {other.Id} is registered already", "Choose another id");
        foreach (var senderId in partner.SenderIds.Intersect(other.SenderIds, StringComparer.Ordinal))
            faults.Under("sender_ids").Add($"names {senderId}, under which {other.Id} is registered", "Give each sender id to one partner");
    }
}
