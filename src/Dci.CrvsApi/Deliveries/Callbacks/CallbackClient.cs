using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>Posts a message to a receiver and reads no more of the answer than it needs.</summary>
internal sealed class CallbackClient(CallbackConnections connections, TimeProvider clock)
{
    public const int LargestAnswer = 64 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public async Task<CallbackAnswer> PostAsync(PreparedCallback callback, CancellationToken cancellationToken)
    {
        callback.WasStarted();
        using var request = new HttpRequestMessage(HttpMethod.Post, callback.Address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(callback.Body) { Headers = { ContentType = Json } },
        };
        if (callback.IsEnvelope)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach (var (name, value) in callback.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (callback.BearerToken is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await connections.For(callback.Route).SendAsync(request, cancellationToken);
            callback.WasRead();
            return await ReadAsync(response, callback.IsEnvelope, cancellationToken);
        }
        catch (HttpRequestException fault)
        {
            return new CallbackAnswer(null, FaultOf(fault));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The connections' own limit.
            return CallbackAnswer.TimedOut;
        }
    }

    private async Task<CallbackAnswer> ReadAsync(HttpResponseMessage response, bool mayBeDuplicate, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        // What stands in the body of a success is of no concern; the connection drains a little of it and is dropped when there is more.
        var duplicate = mayBeDuplicate && status is >= 400 and < 500 && await DuplicateAnswer.IsInAsync(response.Content, cancellationToken);
        return new CallbackAnswer(status, null, Wait(response.Headers.RetryAfter), duplicate);
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? retryAfter) => retryAfter?.Delta ?? (retryAfter?.Date - clock.GetUtcNow());

    /// <summary>The word for what went wrong before there was an answer.</summary>
    public static string FaultOf(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => DeliveryFault.Dns,
        HttpRequestError.ConnectionError when fault.InnerException is CallbackBlockedException => DeliveryFault.Blocked,
        HttpRequestError.ConnectionError => DeliveryFault.Connect,
        HttpRequestError.SecureConnectionError => DeliveryFault.Tls,
        HttpRequestError.ResponseEnded => DeliveryFault.Closed,
        HttpRequestError.Unknown when fault.InnerException is IOException or SocketException => DeliveryFault.Closed,
        _ => DeliveryFault.Protocol,
    };
}
