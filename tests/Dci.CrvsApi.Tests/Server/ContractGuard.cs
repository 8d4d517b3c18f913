using Dci.CrvsApi.Tests.Contract;

namespace Dci.CrvsApi.Tests.Server;

/// <summary>Holds everything that a server in a test answers on the search path to openapi.yaml.</summary>
internal static class ContractGuard
{
    public static void Check(Reply reply)
    {
        if (reply.MediaType != "application/json")
            return;
        var schema = (int)reply.Status == 200 ? "SearchResponseEnvelope" : "ErrorBody";
        Assert.That(ContractReader.Contract.Faults(schema, reply.Text), Is.Empty, () => $"{(int)reply.Status}: {reply.Text}");
    }
}
