using Dci.CrvsApi.Tests.Contract;

namespace Dci.CrvsApi.Tests.Server;

/// <summary>Holds everything that a server in a test answers to openapi.yaml: to what the operation says of the status, else to the one error body.</summary>
internal static class ContractGuard
{
    public static void Check(Reply reply, string path)
    {
        if (reply.MediaType is not ("application/json" or "application/fhir+json"))
            return;
        var operation = ContractReader.Contract.Operations.SingleOrDefault(operation => operation.Method == "POST" && operation.Path == path);
        var described = operation?.Node["responses"]?[((int)reply.Status).ToString()] is not null;
        var schema = described ? ContractReader.Contract.ReplySchema(operation!.Id, (int)reply.Status) : reply.MediaType == "application/fhir+json" ? "OperationOutcome" : "ErrorBody";
        Assert.That(ContractReader.Contract.Faults(schema, reply.Text), Is.Empty, () => $"{(int)reply.Status}: {reply.Text}");
    }
}
