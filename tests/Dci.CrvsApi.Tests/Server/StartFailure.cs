namespace Dci.CrvsApi.Tests.Server;

/// <summary>What a server that refuses to start says on standard error.</summary>
internal static class StartFailure
{
    public static string Of(CrvsServer server)
    {
        var error = Console.Error;
        using var said = new StringWriter();
        Console.SetError(said);
        try
        {
            Assert.That(() => server.Server, Throws.Exception);
            // The test may hear of the end of the server before the server has said why.
            Assert.That(() => said.GetStringBuilder().Length, Is.Positive.After(5_000, 5));
        }
        finally
        {
            Console.SetError(error);
        }

        return said.ToString();
    }
}
