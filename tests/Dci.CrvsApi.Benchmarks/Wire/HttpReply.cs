namespace Dci.CrvsApi.Benchmarks.Wire;

/// <summary>An HTTP reply inside the buffer of its connection: gone with the next request.</summary>
internal readonly ref struct HttpReply(int status, ReadOnlySpan<byte> body)
{
    public int Status { get; } = status;

    public ReadOnlySpan<byte> Body { get; } = body;
}
