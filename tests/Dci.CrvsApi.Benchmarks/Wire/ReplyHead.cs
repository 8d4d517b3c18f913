using System.Buffers.Text;

namespace Dci.CrvsApi.Benchmarks.Wire;

/// <summary>What the head of an HTTP/1.1 reply says about its status and where its body ends.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Length">The length of the body, null when it comes in chunks.</param>
internal readonly record struct ReplyHead(int Status, int? Length)
{
    public static ReplyHead Read(ReadOnlySpan<byte> head)
    {
        // "HTTP/1.1 200 OK"
        if (head.Length < 12 || !Utf8Parser.TryParse(head.Slice(9, 3), out int status, out _))
            throw new IOException("The server did not answer in HTTP/1.1.");
        return new ReplyHead(status, BodyLength.Of(head, status is 204 or 304 ? 0 : null));
    }
}
