using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Messaging;

/// <summary>
/// A message that passed every check up to its own rules. Only <c>MessageReceiver</c> makes one, so a handler that takes
/// it can't be reached by a message that nobody verified.
/// </summary>
internal sealed class VerifiedMessage
{
    private VerifiedMessage(Partner partner, MsgHeader header, JsonElement body) =>
        (Partner, Header, Body) = (partner, header, body);

    /// <summary>Who sent it.</summary>
    public Partner Partner { get; }

    public MsgHeader Header { get; }

    /// <summary>The <c>message</c> member as received; alive until the answer is written.</summary>
    public JsonElement Body { get; }

    /// <summary>The proof is the call: see <c>MessageReceiver</c>.</summary>
    internal static VerifiedMessage Of(Partner partner, MsgHeader header, JsonElement body) => new(partner, header, body);
}
