namespace Grpc.Wire;

/// <summary>One direction of one method, for messages to people: "request of /package.Service/Method".</summary>
internal readonly record struct StreamName(string Direction, string Method, string? Peer = null)
{
    public static StreamName Request(string method, string? peer = null) => new("request", method, peer);
    public static StreamName Response(string method, string? peer = null) => new("response", method, peer);

    public override string ToString() => Peer is null ? $"{Direction} of {Method}" : $"{Direction} of {Method} at {Peer}";
}
