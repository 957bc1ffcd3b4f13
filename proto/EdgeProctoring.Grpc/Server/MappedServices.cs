namespace Grpc.AspNetCore.Server;

/// <summary>Which routes already answer UNIMPLEMENTED, so that none is mapped twice.</summary>
internal sealed class MappedServices
{
    private readonly HashSet<string> _fallbacks = [];

    public bool Claim(string pattern) => _fallbacks.Add(pattern);
}
