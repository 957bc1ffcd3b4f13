namespace Grpc.Core;

/// <summary>Only here because the signatures of <see cref="CallOptions"/> and <see cref="ServerCallContext"/> name it; nothing makes one.</summary>
public class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}

/// <summary>Only here because the signature of <see cref="ServerCallContext"/> names it.</summary>
public class ContextPropagationOptions
{
    internal ContextPropagationOptions()
    {
    }
}

/// <summary>Only here because the signature of <see cref="CallOptions"/> names it; nodes are known by their certificates.</summary>
public abstract class CallCredentials
{
    private protected CallCredentials()
    {
    }
}
