using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Dci.CrvsApi.Benchmarks.Floor;

/// <summary>
/// The least a signed search can cost: token check, one verification of the request, one look-up,
/// a constant answer and one signature over it. It checks nothing else and remembers nothing, unless it keeps a journal.
/// </summary>
internal sealed class FloorSearch(FloorSettings settings, FloorTokens tokens, FloorJournal? journal, ECDsa signingKey)
{
    public const string KeyId = "floor-1";
    private static readonly byte[] s_head = Encoding.ASCII.GetBytes(Base64Url.EncodeToString("""{"alg":"ES256","kid":"floor-1"}"""u8) + ".");
    private readonly ECDsa _partnerKey = settings.Partner();
    private readonly FloorRegister _register = new(settings.Register);

    public async Task AnswerAsync(HttpContext context)
    {
        if (!await tokens.IsGoodAsync(context.Request.Headers.Authorization))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var length = (int)context.Request.ContentLength!.Value;
        var body = ArrayPool<byte>.Shared.Rent(length);
        await context.Request.Body.ReadExactlyAsync(body.AsMemory(0, length));
        context.Response.StatusCode = IsSigned(body.AsSpan(0, length)) && IsFound(body.AsSpan(0, length)) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        ArrayPool<byte>.Shared.Return(body);
        if (context.Response.StatusCode != StatusCodes.Status200OK)
            return;
        if (journal is not null)
            await journal.AppendAsync();
        await WriteAsync(context.Response);
    }

    private bool IsSigned(ReadOnlySpan<byte> body)
    {
        var jws = ValueOf(body, "\"signature\":\""u8);
        var dot = jws.LastIndexOf((byte)'.');
        Span<byte> signature = stackalloc byte[64];
        return dot > 0
            && Base64Url.DecodeFromUtf8(jws[(dot + 1)..], signature, out _, out var written) == OperationStatus.Done
            && _partnerKey.VerifyData(jws[..dot], signature[..written], HashAlgorithmName.SHA256);
    }

    private bool IsFound(ReadOnlySpan<byte> body) => _register.Find(Encoding.ASCII.GetString(ValueOf(body, "\"value\":\""u8))) > 0;

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> body, ReadOnlySpan<byte> member)
    {
        var value = body[(body.IndexOf(member) + member.Length)..];
        return value[..value.IndexOf((byte)'"')];
    }

    /// <summary>Writes {"signature":"head.payload.signature", and then the payload as it stands, without its first brace.</summary>
    private async Task WriteAsync(HttpResponse response)
    {
        var encoded = Base64Url.GetEncodedLength(settings.Payload.Length);
        var start = "{\"signature\":\""u8.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(start + s_head.Length + encoded + 1 + 86 + 2 + settings.Payload.Length);
        var length = Write(buffer, start, encoded);
        response.ContentType = "application/json";
        response.ContentLength = length;
        await response.Body.WriteAsync(buffer.AsMemory(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private int Write(Span<byte> buffer, int start, int encoded)
    {
        "{\"signature\":\""u8.CopyTo(buffer);
        s_head.CopyTo(buffer[start..]);
        Base64Url.EncodeToUtf8(settings.Payload, buffer[(start + s_head.Length)..]);
        var position = start + s_head.Length + encoded;
        Span<byte> signature = stackalloc byte[64];
        signingKey.SignData(buffer[start..position], signature, HashAlgorithmName.SHA256);
        buffer[position++] = (byte)'.';
        position += Base64Url.EncodeToUtf8(signature, buffer[position..]);
        "\","u8.CopyTo(buffer[position..]);
        position += 2;
        settings.Payload.AsSpan(1).CopyTo(buffer[position..]);
        return position + settings.Payload.Length - 1;
    }
}
