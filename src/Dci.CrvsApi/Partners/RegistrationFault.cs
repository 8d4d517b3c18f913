namespace Dci.CrvsApi.Partners;

/// <summary>Something wrong in a registration: where, what, and what to do about it.</summary>
internal sealed record RegistrationFault(string Path, string Problem, string Remedy)
{
    public override string ToString() => $"{Path}: {Problem}. {Remedy}.";
}

/// <summary>Collects every fault of a registration under the path it was found at; the first fault of a path speaks for it.</summary>
internal sealed class RegistrationFaults
{
    private readonly string _path;
    private readonly List<RegistrationFault> _found;

    public RegistrationFaults(string path = "$")
        : this(path, [])
    {
    }

    private RegistrationFaults(string path, List<RegistrationFault> found)
    {
        _path = path;
        _found = found;
    }

    public IReadOnlyList<RegistrationFault> All => _found;

    public bool Any => _found.Count > 0;

    /// <summary>The same collection, one step deeper.</summary>
    public RegistrationFaults Under(string member) => new($"{_path}.{member}", _found);

    public RegistrationFaults At(int index) => new($"{_path}[{index}]", _found);

    /// <summary>An empty collection at this path, for a part that is judged by itself; <see cref="Join"/> brings its faults back.</summary>
    public RegistrationFaults Apart() => new(_path);

    public void Join(RegistrationFaults part) => _found.AddRange(part._found);

    /// <summary>Adds a fault at this path.</summary>
    public void Add(string problem, string remedy)
    {
        if (_found.TrueForAll(fault => fault.Path != _path))
            _found.Add(new RegistrationFault(_path, problem, remedy));
    }
}
