using System.Text;
using Dci.CrvsApi.Registry.Partners;

namespace Dci.CrvsApi.Partners;

/// <summary>Turns database rows into partners; a row that did not change is not read twice, so that its keys are parsed once.</summary>
internal sealed partial class StoredPartnerReader(SandboxRule sandbox, ILogger<StoredPartnerReader> logger)
{
    private Dictionary<string, (StoredPartner Row, RegisteredPartner? Partner)> _read = new(StringComparer.Ordinal);

    /// <summary>The partners of the rows. Not for concurrent use.</summary>
    public IReadOnlyList<RegisteredPartner> Read(IReadOnlyList<StoredPartner> rows)
    {
        var read = new Dictionary<string, (StoredPartner Row, RegisteredPartner? Partner)>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
            read[row.PartnerId] = _read.TryGetValue(row.PartnerId, out var known) && IsSame(known.Row, row) ? known : (row, Compile(row));
        _read = read;
        return [.. read.Values.Select(pair => pair.Partner).OfType<RegisteredPartner>()];
    }

    private static bool IsSame(StoredPartner one, StoredPartner other) =>
        one.Disabled == other.Disabled
        && one.Document == other.Document
        && (one.SecretDigest ?? []).AsSpan().SequenceEqual(other.SecretDigest ?? []);

    private RegisteredPartner? Compile(StoredPartner row)
    {
        var faults = new RegistrationFaults();
        var registration = RegistrationReader.Read(Encoding.UTF8.GetBytes(row.Document), faults);
        if (PartnerCompiler.Compile(registration, row.Disabled, faults) is { } partner)
            return sandbox.Apply(new RegisteredPartner(partner, row.SecretDigest, PartnerOrigin.Database));
        Log.Unreadable(logger, row.PartnerId, string.Join(" ", faults.All));
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Partner {PartnerId} is left out: its stored registration is not valid. {Faults}")]
        public static partial void Unreadable(ILogger logger, string partnerId, string faults);
    }
}
