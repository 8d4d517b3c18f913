using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Topics;

/// <summary>One kind of change to the records of one vital event, as those name it who subscribe to topics.</summary>
/// <param name="Name">The end of its URL, for example <c>birth.registered</c>.</param>
/// <param name="BareName">As MOSIP's and OpenCRVS's clients name it, for example <c>BIRTH_REGISTERED</c>.</param>
internal sealed record Topic(VitalEvent Event, ChangeKind Kind, string Name, string BareName)
{
    public ChangeKinds Kinds => (ChangeKinds)(1 << (int)Kind);

    /// <summary>The first half of its name.</summary>
    public string EventWord => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The second half of its name.</summary>
    public string ChangeWord => Name[(EventWord.Length + 1)..];
}
