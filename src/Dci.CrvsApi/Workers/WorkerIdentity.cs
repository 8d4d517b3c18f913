namespace Dci.CrvsApi.Workers;

/// <summary>The name under which this process has work: a new one with each start.</summary>
internal sealed class WorkerIdentity
{
    public string Id { get; } = Guid.CreateVersion7().ToString();
}
