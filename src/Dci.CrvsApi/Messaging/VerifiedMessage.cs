using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Messaging;

/// <summary>
/// A message that passed every check up to its own rules. Only <c>MessageReceiver</c> makes one, so a handler that takes
/// it can't be reached by a message that nobody verified.
/// </summary>
internal sealed class VerifiedMessage
{
    private readonly ReceivedBody _received;

    private VerifiedMessage(Partner partner, MsgHeader header, ReceivedEnvelope envelope, OpenedMessage opened, ReceivedBody received) =>
        (Partner, Header, Content, Opened, _received) = (partner, header, envelope.Message, opened, received);

    /// <summary>Who sent it.</summary>
    public Partner Partner { get; }

    public MsgHeader Header { get; }

    /// <summary>The <c>message</c> member in clear.</summary>
    public OpenedMessage Opened { get; }

    /// <summary>The <c>message</c> member in clear, parsed; alive until the answer is written.</summary>
    public JsonElement Body => Opened.Json;

    /// <summary>The <c>message</c> member as received, encrypted or not; alive until the answer is written.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>SHA-256 of the whole body as received.</summary>
    public ReadOnlyMemory<byte> BodyDigest => _received.Digest;

    /// <summary>The proof is the call: see <c>MessageReceiver</c>.</summary>
    internal static VerifiedMessage Of(Partner partner, MsgHeader header, ReceivedEnvelope envelope, OpenedMessage opened, ReceivedBody received) =>
        new(partner, header, envelope, opened, received);
}
