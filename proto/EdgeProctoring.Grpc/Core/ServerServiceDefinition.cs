namespace Grpc.Core;

/// <summary>The methods of one service object; generated code offers it beside the binder that Kestrel uses.</summary>
public class ServerServiceDefinition
{
    private readonly IReadOnlyList<Action<ServiceBinderBase>> _methods;

    private ServerServiceDefinition(IReadOnlyList<Action<ServiceBinderBase>> methods) => _methods = methods;

    public static Builder CreateBuilder() => new();

    internal void BindService(ServiceBinderBase binder)
    {
        foreach (var bind in _methods)
        {
            bind(binder);
        }
    }

    /// <summary>Collects the methods.</summary>
    public class Builder
    {
        private readonly Dictionary<string, Action<ServiceBinderBase>> _methods = [];

        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        public ServerServiceDefinition Build() => new([.. _methods.Values]);

        private Builder Add(IMethod method, Action<ServiceBinderBase> bind)
        {
            _methods.Add(method.FullName, bind);
            return this;
        }
    }
}
