using System.Net;
using System.Text;

namespace Dci.CrvsApi.Benchmarks.Wire;

/// <summary>Writes whole HTTP/1.1 requests as bytes, ready to be sent.</summary>
internal static class HttpRequest
{
    public static byte[] Get(IPEndPoint server, string path, string? token = null) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server}\r\n{Authorization(token)}\r\n");

    public static byte[] Post(IPEndPoint server, string path, string mediaType, ReadOnlySpan<byte> body, string? token = null)
    {
        var head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {server}\r\n{Authorization(token)}Content-Type: {mediaType}\r\nContent-Length: {body.Length}\r\n\r\n");
        var request = new byte[head.Length + body.Length];
        head.CopyTo(request, 0);
        body.CopyTo(request.AsSpan(head.Length));
        return request;
    }

    private static string Authorization(string? token) => token is null ? "" : $"Authorization: Bearer {token}\r\n";
}
