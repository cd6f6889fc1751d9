// SPDX-License-Identifier: GPL-3.0-or-later

/// What differs between the libraries that losses are written for.
package struct PythonDialect: Sendable {
    /// What people call the library.
    package let title: String

    /// The lines that import it.
    let imports: [String]

    /// Where its functions are, with the dot: `jnp.`.
    package let prefix: String

    /// Its names for the functions of expressions, with where they are.
    package let functions: [String: String]

    /// Whether its functions of arrays refuse plain numbers.
    let refusesNumbers: Bool

    /// PyTorch.
    package static let pytorch = PythonDialect(
        title: "PyTorch", imports: ["import torch"], prefix: "torch.",
        functions: [
            "exp": "torch.exp", "logp": "torch.exp", "log": "torch.log", "sqrt": "torch.sqrt",
            "abs": "torch.abs", "tanh": "torch.tanh", "sigmoid": "torch.sigmoid",
        ],
        refusesNumbers: true)

    /// JAX.
    package static let jax = PythonDialect(
        title: "JAX", imports: ["import jax", "import jax.numpy as jnp"], prefix: "jnp.",
        functions: [
            "exp": "jnp.exp", "logp": "jnp.exp", "log": "jnp.log", "sqrt": "jnp.sqrt",
            "abs": "jnp.abs", "tanh": "jnp.tanh", "sigmoid": "jax.nn.sigmoid",
        ],
        refusesNumbers: false)
}
