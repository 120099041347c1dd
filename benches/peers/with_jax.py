"""The same network in JAX: all steps as one compiled loop, in float64."""

import jax
from jax import numpy

from job import Job, serve


def main():
    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_platforms", "cpu")
    job = Job()
    # A column for each sample, which is faster here than a row.
    x = numpy.array(job.inputs).T
    t = numpy.array(job.targets)
    start = [
        (numpy.array(weights), numpy.array(biases)[:, None]) for weights, biases in job.layers()
    ]

    def loss_of(layers):
        signal = x
        for weights, biases in layers:
            signal = jax.nn.sigmoid(weights @ signal + biases)
        return numpy.mean((signal - t) ** 2)

    def step(layers, _):
        loss, gradients = jax.value_and_grad(loss_of)(layers)
        return jax.tree.map(lambda p, d_p: p - job.learning_rate * d_p, layers, gradients), loss

    all_steps = jax.jit(lambda layers: jax.lax.scan(step, layers, length=job.steps))

    def train():
        _, losses = all_steps(start)
        return float(losses[-1])

    serve("JAX " + jax.__version__, train)


main()
