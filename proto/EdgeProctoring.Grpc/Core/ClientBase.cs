using Grpc.Core.Interceptors;

namespace Grpc.Core;

/// <summary>What generated clients derive from.</summary>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    protected ClientBase()
    {
    }

    protected ClientBase(ClientBaseConfiguration configuration) : base(configuration)
    {
    }

    public ClientBase(ChannelBase channel) : base(channel)
    {
    }

    public ClientBase(CallInvoker callInvoker) : base(callInvoker)
    {
    }

    /// <summary>A client of the same channel that asks for another virtual host.</summary>
    public T WithHost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return NewInstance(new ClientBaseConfiguration(Configuration.Invoker, host));
    }

    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}

/// <summary>The part of a generated client that does not know its own type.</summary>
public abstract class ClientBase
{
    protected ClientBase() : this(new NoCallInvoker())
    {
    }

    protected ClientBase(ClientBaseConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Configuration = configuration;
        CallInvoker = configuration.Host is { } host ? configuration.Invoker.Intercept(new HostInterceptor(host)) : configuration.Invoker;
    }

    public ClientBase(ChannelBase channel) : this(channel.CreateCallInvoker())
    {
    }

    public ClientBase(CallInvoker callInvoker) : this(new ClientBaseConfiguration(callInvoker))
    {
    }

    protected CallInvoker CallInvoker { get; }
    internal ClientBaseConfiguration Configuration { get; }

    /// <summary>Opaque to generated code, which only hands it on.</summary>
    protected internal class ClientBaseConfiguration
    {
        internal ClientBaseConfiguration(CallInvoker invoker, string? host = null)
        {
            ArgumentNullException.ThrowIfNull(invoker);
            Invoker = invoker;
            Host = host;
        }

        internal CallInvoker Invoker { get; }
        internal string? Host { get; }
    }
}
