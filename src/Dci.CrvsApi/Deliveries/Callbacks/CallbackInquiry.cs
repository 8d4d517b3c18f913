using System.Net;
using Dci.CrvsApi.Partners;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>Asks a receiver something with a GET before it is sent anything: same connections, same rules as for what is sent, and no more of the answer than is wanted.</summary>
internal sealed class CallbackInquiry(
    CallbackConnections connections, CallbackCredentials credentials, CallbackPermission permission, IOptions<DeliveryOptions> options)
{
    /// <param name="callback">Verbatim.</param>
    /// <param name="parameters">The query to put behind its own.</param>
    /// <param name="limit">Most bytes of the body that are of interest.</param>
    public async Task<InquiryAnswer> AskAsync(Partner partner, string callback, string parameters, int limit, CancellationToken cancellationToken)
    {
        if (permission.WhyNot(partner, VerbatimAddress.Read(callback)) is not null)
            return InquiryAnswer.None(DeliveryFault.Blocked);
        var credential = await credentials.FindAsync(partner.Id, cancellationToken);
        if (credential.Fault is not null)
            return InquiryAnswer.None(DeliveryFault.Tls);
        using var request = Request(VerbatimAddress.Append(callback, parameters), credential);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.AttemptTimeout);
        try
        {
            using var response = await connections.For(new CallbackRoute(partner.PrivateCallbacks, credential.Certificate)).SendAsync(request, patience.Token);
            return new InquiryAnswer((int)response.StatusCode, null, await ReadAsync(response.Content, limit, patience.Token));
        }
        catch (HttpRequestException fault)
        {
            return InquiryAnswer.None(CallbackClient.FaultOf(fault));
        }
        catch (IOException)
        {
            return InquiryAnswer.None(DeliveryFault.Closed);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return InquiryAnswer.None(DeliveryFault.Timeout);
        }
    }

    private static HttpRequestMessage Request(string address, CallbackCredential credential)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, VerbatimAddress.ReadLong(address))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (credential.BearerToken is { } token)
            request.Headers.Authorization = new("Bearer", token);
        return request;
    }

    /// <summary>Null when there is more than is of interest.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[limit + 1];
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > limit ? null : buffer[..length];
    }
}

/// <summary>What a receiver answered when it was asked.</summary>
/// <param name="Status">Null when there was no answer.</param>
/// <param name="Fault">Of <see cref="DeliveryFault"/> when there was no answer.</param>
/// <param name="Body">Null when there was none, or more than anybody asked for.</param>
internal sealed record InquiryAnswer(int? Status, string? Fault, byte[]? Body)
{
    public static InquiryAnswer None(string fault) => new(null, fault, null);

    /// <summary>Whether asking again may go better.</summary>
    public bool MayComeLater => Status is null ? Fault != DeliveryFault.Blocked : Status is >= 500 or StatusCodes.Status429TooManyRequests or StatusCodes.Status408RequestTimeout;
}
