using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Tokens;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Files;

/// <summary>What makes a received CSV file a message that may be worked on: the same checks as an envelope's, and that its table can be read to the end.</summary>
internal sealed class TableVerifier(IOptions<ServerIdentity> server, IOptions<FilesOptions> options, TimeProvider clock)
{
    private const int IdLength = 99;

    public Outcome<VerifiedMessage> Verify(ReceivedTable table, CallerIdentity caller, Operation operation, CancellationToken cancellationToken)
    {
        if (!StrictJson.TryParse(table.Header, out var document, out _))
            return Failures.Bad("The part header is not well-formed JSON in UTF-8, or names a member twice.");
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Failures.Bad("The part header must be a JSON object.");
            var payload = TableSignature.Payload(table);
            if (CheckParties(table, document.RootElement, payload, operation, caller.Partner) is { } refused)
                return refused;
            var header = HeaderRules.Check(document.RootElement, operation);
            return header.Failed ? header.Failure : Verify(table, document.RootElement, header.Value, payload, caller.Partner, cancellationToken);
        }
    }

    private Failure? CheckParties(ReceivedTable table, JsonElement header, byte[] payload, Operation operation, Partner partner)
    {
        if (SenderRules.Check(header, operation, partner, server.Value) is { } stranger)
            return stranger;
        var outcome = TableSignature.Verify(table.Signature, payload, partner);
        if (SignaturePolicyRule.Apply(outcome, partner, asynchronous: true) is { } unsigned)
            return unsigned;
        if (header.TryGetProperty("is_msg_encrypted"u8, out var flag) && flag.ValueKind == JsonValueKind.True)
            return new Failure(StatusCodes.Status400BadRequest, "err.encryption.invalid", "A CSV file can't be encrypted; send the message in JSON for that.");
        return ClockRule.Check(header, outcome is SignatureOutcome.Valid, clock.GetUtcNow());
    }

    private Outcome<VerifiedMessage> Verify(ReceivedTable table, JsonElement headerJson, MsgHeader header, byte[] payload, Partner partner, CancellationToken cancellationToken)
    {
        var transactionId = headerJson.TextOf("transaction_id"u8);
        if (transactionId?.Length > IdLength)
            return Failures.Bad($"header.transaction_id is longer than {IdLength} characters.");
        var rows = TableRules.Count(table.File.Bytes, options.Value.MaxRows, cancellationToken);
        if (rows.Failed)
            return rows.Failure;
        var verified = new VerifiedTable(table.File, rows.Value.Rows, string.IsNullOrEmpty(transactionId) ? header.MessageId : transactionId);
        return VerifiedMessage.Of(partner, header, verified, SHA256.HashData(payload));
    }
}
