using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Files;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Messaging;

/// <summary>
/// A message that passed every check up to its own rules. Only <c>MessageReceiver</c> makes one, so a handler that takes
/// it can't be reached by a message that nobody verified.
/// </summary>
internal sealed class VerifiedMessage
{
    private readonly Func<ReadOnlyMemory<byte>> _digest;

    private VerifiedMessage(Partner partner, MsgHeader header, ReadOnlyMemory<byte> content, OpenedMessage opened, Func<ReadOnlyMemory<byte>> digest) =>
        (Partner, Header, Content, Opened, _digest) = (partner, header, content, opened, digest);

    /// <summary>Who sent it.</summary>
    public Partner Partner { get; }

    public MsgHeader Header { get; }

    /// <summary>The <c>message</c> member in clear.</summary>
    public OpenedMessage Opened { get; }

    /// <summary>The <c>message</c> member in clear, parsed; alive until the answer is written.</summary>
    public JsonElement Body => Opened.Json;

    /// <summary>The <c>message</c> member as received, encrypted or not; alive until the answer is written.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The CSV file that stands for the message, which is empty then; null for every other message.</summary>
    public VerifiedTable? Table { get; private init; }

    /// <summary>SHA-256 of the whole body as received; for a file, of what its signature covers.</summary>
    public ReadOnlyMemory<byte> BodyDigest => _digest();

    /// <summary>The proof is the call: see <c>MessageReceiver</c>.</summary>
    internal static VerifiedMessage Of(Partner partner, MsgHeader header, ReceivedEnvelope envelope, OpenedMessage opened, ReceivedBody received) =>
        new(partner, header, envelope.Message, opened, () => received.Digest);

    /// <summary>The same for a file.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Of a file, the message in clear owns nothing.")]
    internal static VerifiedMessage Of(Partner partner, MsgHeader header, VerifiedTable table, ReadOnlyMemory<byte> digest) =>
        new(partner, header, table.File.Bytes, new OpenedMessage(default, table.File.Bytes, default), () => digest) { Table = table };
}
