namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>The faults found so far, each once, and not without end.</summary>
internal sealed class SubmissionFaults
{
    private const int Most = 100;

    private readonly List<SubmissionFault> _found = [];

    public IReadOnlyList<SubmissionFault> Found => _found;

    public bool Any => _found.Count > 0;

    /// <summary>Enough was found to turn the bundle down and to mend it by.</summary>
    public bool IsFull => _found.Count >= Most;

    public void Structure(string path, string reason) => Add(new SubmissionFault(path, SubmissionFaultKind.Structure, reason));

    public void Invalid(BundleFault fault) => Add(new SubmissionFault(fault.Path, SubmissionFaultKind.Invalid, fault.Reason));

    public void Required(string path, string reason) => Add(new SubmissionFault(path, SubmissionFaultKind.Required, reason));

    public void NotFound(string path, string reason) => Add(new SubmissionFault(path, SubmissionFaultKind.NotFound, reason));

    public void Rule(string path, string reason) => Add(new SubmissionFault(path, SubmissionFaultKind.Rule, reason));

    private void Add(SubmissionFault fault)
    {
        if (!IsFull && !_found.Contains(fault))
            _found.Add(fault);
    }
}
