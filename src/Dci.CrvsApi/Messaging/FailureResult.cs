using Dci.CrvsApi.Answers;

namespace Dci.CrvsApi.Messaging;

/// <summary>Answers with the one error body.</summary>
internal sealed class FailureResult(Failure failure) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        httpContext.RequestServices.GetRequiredService<FailureWriter>().WriteAsync(httpContext, failure);
}
