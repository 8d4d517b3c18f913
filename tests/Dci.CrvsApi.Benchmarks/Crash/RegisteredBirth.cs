namespace Dci.CrvsApi.Benchmarks.Crash;

/// <summary>A birth that was registered in the run.</summary>
/// <param name="RecordId">Its Composition.</param>
/// <param name="Number">Its registration number.</param>
/// <param name="Begun">When it was first sent, by the ledger's count of moments.</param>
internal sealed record RegisteredBirth(Guid RecordId, string Number, long Begun)
{
    /// <summary>When it was accepted; null while it is not.</summary>
    public long? Accepted { get; set; }
}
